"""REMEMBER: a private history in one SQLite file, kept only where the person said yes.

`open_journal` returns None while the journal is off: then there is no file at all. `create_journal` turns it on.
Must not know where the folder is, what time it is, or how anything is shown.
"""

from backcheck.journal.records import Draft as Draft
from backcheck.journal.records import Entry as Entry
from backcheck.journal.records import Note as Note
from backcheck.journal.records import Shelf as Shelf
from backcheck.journal.records import Stamp as Stamp
from backcheck.journal.store import Journal as Journal
from backcheck.journal.store import create_journal as create_journal
from backcheck.journal.store import open_journal as open_journal
