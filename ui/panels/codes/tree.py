"""The codebooks of the project as one tree: codebooks at the top, their codes below."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from coder.model.codebook import Code, Codebook, paths
from coder.model.ids import CodeId

Index = QModelIndex | QPersistentModelIndex
CODES_MIME = "application/x-evidence-coder-code"


class Role(IntEnum):
    """What the tree tells besides Qt's own roles."""

    CODE = Qt.ItemDataRole.UserRole
    BRANCH = Qt.ItemDataRole.UserRole + 1
    PATH = Qt.ItemDataRole.UserRole + 2
    CODEBOOK = Qt.ItemDataRole.UserRole + 3


@dataclass(eq=False, slots=True)
class _Node:
    """One row: a codebook (`code` is None) or a code; `branch` counts its codings and those below.

    Indexes carry the `serial`, never a pointer to the node: Python would not keep that alive.
    """

    codebook: Codebook
    code: Code | None
    above: "_Node | None"
    row: int
    below: list["_Node"] = field(default_factory=list)
    branch: int = 0
    serial: int = field(default_factory=count(1).__next__)

    def walk(self) -> Iterator["_Node"]:
        """Yield this node and all below it, top down."""
        yield self
        for node in self.below:
            yield from node.walk()


class CodeTreeModel(QAbstractItemModel):
    """Codebooks and codes as values; knows nothing of the project.

    `rename(code, name)` is called when a name was typed in place, `drop(code, parent, position)`
    when a code was dragged: `parent` is None at the top of its codebook, `position` counts among
    the siblings there without the code itself.
    """

    def __init__(
        self,
        rename: Callable[[CodeId, str], None],
        drop: Callable[[CodeId, CodeId | None, int], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rename = rename
        self._drop = drop
        self._tops: list[_Node] = []
        self._nodes: dict[CodeId, _Node] = {}
        self._serials: dict[int, _Node] = {}
        self._paths: dict[CodeId, str] = {}

    def show(self, codebooks: Sequence[Codebook], codes: Sequence[Code]) -> bool:
        """Take over what the project says; return whether rows came, went or moved."""
        tops = _grow(codebooks, codes)
        self._paths = paths(list(codes))
        if _shape(tops) == _shape(self._tops):
            self._take_values(tops)
            return False
        self.beginResetModel()
        self._tops = tops
        nodes = [node for top in tops for node in top.walk()]
        self._nodes = {node.code.id: node for node in nodes if node.code}
        self._serials = {node.serial: node for node in nodes}
        self.endResetModel()
        return True

    def _take_values(self, tops: Sequence[_Node]) -> None:
        """Keep the rows and give them what the project says now."""
        for old_top, new_top in zip(self._tops, tops, strict=True):
            for old, new in zip(old_top.walk(), new_top.walk(), strict=True):
                old.codebook, old.code, old.branch = new.codebook, new.code, new.branch
        self._tell_all()

    def _tell_all(self) -> None:
        """Let the views paint every row again, rows being where they were."""
        for top in self._tops:
            for node in top.walk():
                if node.below:
                    self.dataChanged.emit(
                        self._of(node.below[0]), self._of(node.below[-1]), list[int]()
                    )
        if self._tops:
            self.dataChanged.emit(self._of(self._tops[0]), self._of(self._tops[-1]), list[int]())

    def code(self, index: Index) -> Code | None:
        """Return the code at `index`; None for a codebook or no row."""
        node = self._node(index)
        return node.code if node else None

    def codebook(self, index: Index) -> Codebook | None:
        """Return the codebook that the row belongs to."""
        node = self._node(index)
        return node.codebook if node else None

    def of(self, code: CodeId) -> QModelIndex:
        """Return the row of a code; invalid when there is none."""
        node = self._nodes.get(code)
        return self._of(node) if node else QModelIndex()

    def siblings(self, code: CodeId) -> list[Code]:
        """Return the code and its siblings in order."""
        above = self._nodes[code].above
        assert above is not None
        return [node.code for node in above.below if node.code]

    def branch(self, code: CodeId) -> list[Code]:
        """Return the code and all below it, top down."""
        return [node.code for node in self._nodes[code].walk() if node.code]

    def path(self, code: CodeId) -> str:
        """Return the names from the top of the codebook down to the code, joined by " › "."""
        return self._paths.get(code, "")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return how many rows stand below `parent`."""
        if parent.column() > 0:
            return 0
        node = self._node(parent)
        return len(node.below if node else self._tops)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        """Return one: colour, name, count and key are painted in one column."""
        return 1

    def index(
        self,
        row: int,
        column: int,
        parent: Index = QModelIndex(),  # noqa: B008 (Qt's signature)
    ) -> QModelIndex:
        """Return the index of a row."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        node = self._node(parent)
        return self.createIndex(row, column, (node.below if node else self._tops)[row].serial)

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """Return the index above `child`."""
        node = self._node(child)
        return self._of(node.above) if node and node.above else QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows."""
        node = self._node(index)
        if node is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return node.code.name if node.code else node.codebook.title
        answers: dict[int, Callable[[], object]] = {
            Role.CODE: lambda: node.code,
            Role.CODEBOOK: lambda: node.codebook,
            Role.BRANCH: lambda: node.branch,
            Role.PATH: lambda: self._path_of(node),
            Qt.ItemDataRole.ToolTipRole: lambda: self._path_of(node),
            Qt.ItemDataRole.AccessibleDescriptionRole: lambda: _spoken(node),
        }
        answer = answers.get(role)
        return answer() if answer else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another name; the row changes when the project says so."""
        code = self.code(index)
        name = " ".join(str(value).split())
        if code is None or role != Qt.ItemDataRole.EditRole or name in ("", code.name):
            return False
        self._rename(code.id, name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Codes can be renamed and dragged; codebooks only take drops."""
        node = self._node(index)
        if node is None:
            return Qt.ItemFlag.NoItemFlags
        flags = (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDropEnabled
        )
        if node.code:
            flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that codes are moved."""
        return Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        """Return that codes are moved, and given to what they are dropped on elsewhere."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Return the one type that a dragged code has."""
        return [CODES_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the dragged code's id."""
        data = QMimeData()
        code = self.code(indexes[0]) if indexes else None
        if code:
            data.setData(CODES_MIME, QByteArray(code.id))
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Say whether the code may stand there: in its own codebook and not below itself."""
        del action, row, column
        moved, target = self._nodes.get(dragged(data)), self._node(parent)
        if moved is None or target is None or target.codebook.id != moved.codebook.id:
            return False
        return all(node is not target for node in moved.walk())

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the move; False, since the view shall not remove the old row itself."""
        if self.canDropMimeData(data, action, row, column, parent):
            moved, target = self._nodes[dragged(data)], self._node(parent)
            assert target is not None
            place = len(target.below) if row < 0 else row
            if moved.above is target and moved.row < place:
                place -= 1
            assert moved.code is not None
            self._drop(moved.code.id, target.code.id if target.code else None, place)
        return False

    def _node(self, index: Index) -> _Node | None:
        if not index.isValid():
            return None
        return self._serials.get(index.internalId())

    def _of(self, node: _Node) -> QModelIndex:
        return self.createIndex(node.row, 0, node.serial)

    def _path_of(self, node: _Node) -> str:
        return self._paths.get(node.code.id, "") if node.code else node.codebook.title


def dragged(data: QMimeData) -> CodeId:
    """Return the id of the code that is being dragged; empty when it is something else."""
    return CodeId(bytes(data.data(CODES_MIME).data()))


def _grow(codebooks: Sequence[Codebook], codes: Sequence[Code]) -> list[_Node]:
    """Make the tree of values given in tree order."""
    tops = [_Node(codebook, None, None, row) for row, codebook in enumerate(codebooks)]
    by_book = {top.codebook.id: top for top in tops}
    by_code: dict[CodeId, _Node] = {}
    for code in codes:
        above = by_code.get(code.parent) if code.parent else by_book.get(code.codebook)
        if above is None:
            continue
        node = _Node(above.codebook, code, above, len(above.below), branch=code.codings)
        above.below.append(node)
        by_code[code.id] = node
    for node in reversed(by_code.values()):
        if node.above:
            node.above.branch += node.branch
    return tops


def _shape(tops: Sequence[_Node]) -> list[tuple[bytes, bytes | None]]:
    """Return what must stay the same for rows to keep their places."""
    return [
        (node.code.id if node.code else node.codebook.id, node.code.parent if node.code else None)
        for top in tops
        for node in top.walk()
    ]


def _spoken(node: _Node) -> str:
    """Return what a screen reader adds to the name."""
    if node.code is None:
        return "codebook"
    key = f", key {node.code.key}" if node.code.key else ""
    kind = "" if node.code.assignable else "heading, "
    return f"{kind}{node.branch} codings{key}"
