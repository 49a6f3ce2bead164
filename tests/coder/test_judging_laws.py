"""Whatever is rated, filled in, merged or deleted: undo takes it back, redo does it again."""

import shutil
from collections.abc import Sequence
from contextlib import suppress

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coder.model.errors import ProjectError
from tests.coder.merging_made import Working, base, new_folder
from tests.coder.undoing import assert_undone_and_done_again

Did = tuple[str, int, int, str]
VERBS = (
    "rate", "rate", "rate", "card", "card", "card", "definition", "merge_codes", "change_code",
    "code", "own_coding", "report",
)  # fmt: skip
DOING = st.tuples(
    st.sampled_from(VERBS), st.integers(0, 5), st.integers(0, 11), st.sampled_from(["", "x", "y"])
)


@settings(
    deadline=None,
    derandomize=True,
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(DOING, min_size=1, max_size=12))
def test_each_act_is_one_step_that_undo_takes_back(script: Sequence[Did]) -> None:
    folder = new_folder()
    at_work = Working(base(folder), "Coder A")
    project, past = at_work.project, []
    try:
        for did in script:
            before, acts = project.state_digest(), len(project.history())
            with suppress(ProjectError):
                at_work.do(*did)
            done = [act for act in project.history()[acts:] if act.kind != "quiet"]
            assert len(done) <= 1, "one act is one step"
            if done:
                past.append(before)
        assert_undone_and_done_again(project, past)
    finally:
        at_work.close()
        shutil.rmtree(folder)
