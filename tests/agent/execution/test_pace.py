from __future__ import annotations

import pytest

from agent.errors import InvalidError
from agent.execution.executor import Failure, Launch
from agent.execution.pace import Fault, Faults, Pace


def launch(key: str, script: str = "LinkedIn Search Export.js") -> Launch:
    return Launch(key=key, script=script, inputs={})


def test_lines_are_done_at_the_pace_and_never_more_than_there_are():
    pace = Pace(seconds_per_row=0.5, startup_seconds=2)
    assert [pace.handled(seconds, 4) for seconds in (0, 1.9, 2, 3.1, 4, 60)] == [0, 0, 0, 2, 4, 4]


def test_no_pace_is_at_once():
    assert Pace().handled(0, 7) == 7


def test_faults_are_read_by_script_and_by_position():
    faults = Faults.parse("LinkedIn Search Export.js=expired_cookie@20, 2=rate_limit")
    assert faults.of(launch("run:1:step:1:attempt:1")) == Fault(Failure.EXPIRED_COOKIE, 20)
    assert faults.of(launch("run:1:step:2:attempt:1", "Email Extractor.js")) == Fault(Failure.RATE_LIMIT, 0)
    assert faults.of(launch("run:1:step:3:attempt:1", "Email Extractor.js")) is None


def test_a_fault_happens_at_the_first_attempt_only():
    faults = Faults.parse("LinkedIn Search Export.js=rate_limit@5")
    assert faults.of(launch("run:1:step:1:attempt:2")) is None


@pytest.mark.parametrize("text", ["A.js=broken@2", "A.js=rate_limit@x", "A.js"])
def test_a_fault_that_cannot_be_read_is_an_error_that_shows_it(text: str):
    with pytest.raises(InvalidError, match="is no fault"):
        Faults.parse(text)


def test_a_fault_is_written_as_it_is_read():
    assert Fault.parse(str(Fault(Failure.RATE_LIMIT, 10))) == Fault(Failure.RATE_LIMIT, 10)
