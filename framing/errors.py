"""What can go wrong, in one tree: every message says what was got, what was wanted and what to do."""


class FramingError(Exception):
    """Any fault that the user can mend. The command line prints it as one line and exits 1."""


class DocumentError(FramingError):
    """A document or a folder of documents cannot be read."""


class TableError(FramingError):
    """A table lacks a column, holds a wrong value or cannot be read."""


class CodebookError(FramingError):
    """A codebook is incomplete or contradicts itself."""


class AnnotationError(FramingError):
    """Codings, adjudications and documents do not fit together."""


class TrainingError(FramingError):
    """The labelled sentences do not suffice to train or to validate a model."""


class ModelFileError(FramingError):
    """A model file is damaged, foreign or made by an incompatible version."""


class OutputError(FramingError):
    """A result cannot be written where it was wanted."""


class FramingWarning(UserWarning):
    """Something a reader of the results should know, though the work went on."""
