"""Everything about evidence: projects, reports, passages, codes and codings. Imports no Qt."""
