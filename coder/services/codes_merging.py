"""What becomes of the codings when two codes are made one."""

from sqlalchemy import select

from coder.model.codebook import Code
from coder.model.ids import CodingId
from coder.services.carrying import carry
from coder.services.supporting import carry_codings
from coder.store import schema
from coder.store.log import Writer


def merge_codings(writer: Writer, gone: Code, staying: Code) -> None:
    """Recode everything from `gone` to `staying`; doubles become one coding with both memos.

    What was settled about the one is about the other then, and so are ratings. What rests on a
    double rests on the coding that stays. Whoever merges two codes says that they mean the same:
    what held under the one holds under the other.
    """
    source, target = gone.id, staying.id
    coding = schema.coding.c
    query = select(coding.id, coding.passage, coding.coder, coding.memo, coding.under)
    kept = {
        (line.passage, line.coder): line
        for line in writer.db.execute(query.where(coding.code == target))
    }
    recoded, memos = [], []
    doubles: dict[CodingId, CodingId] = {}
    for line in writer.db.execute(query.where(coding.code == source)).all():
        other = kept.get((line.passage, line.coder))
        if other is None:
            under = staying.wording if gone.is_meant(line.under) else line.under
            recoded.append((line.id, {"code": target, "under": under}))
            continue
        doubles[line.id] = other.id
        if line.memo and line.memo != other.memo:
            joined = f"{other.memo}\n\n{line.memo}" if other.memo else line.memo
            memos.append((other.id, {"memo": joined}))
    about = schema.settlement.c
    settled = writer.db.scalars(select(about.id).where(about.code == source)).all()
    writer.update("settlement", [(one, {"code": target}) for one in settled])
    writer.update("coding", recoded)
    writer.update("coding", memos)
    carry_codings(writer, doubles)
    writer.delete("coding", list(doubles))
    carry(writer, "rating", {"subject": source}, {"subject": target}, gone.name)
