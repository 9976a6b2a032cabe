"""KNOW: `data/` to one frozen, typed `KnowledgeBase`, and the names people type. Reads files once; nothing else."""
