"""The families of checks: shape, references, safety, inference, content. Each gives findings and changes nothing."""
