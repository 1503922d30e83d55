"""What is said of whole runs of a program."""

from lessonls.adapters.judge.replay.conclusions import whole_program


def test_whole_runs_that_may_differ_by_noise_say_nothing():
    noisy = (0.10, 0.15, 0.11, 0.19, 0.10, 0.16, 0.12, 0.18)
    assert whole_program(noisy, noisy[::-1]) is None
    assert whole_program((), ()) is None


def test_whole_runs_that_differ_clearly_are_told():
    before = (0.200, 0.201, 0.199, 0.202, 0.200, 0.198, 0.201, 0.200)
    found = whole_program(before, [one / 2 for one in before])
    assert found is not None
    assert 1.9 < found < 2.1
    assert whole_program((3.0,), (2.0,)) == 1.5
