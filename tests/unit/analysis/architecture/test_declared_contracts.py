"""Contracts as files declare them, within bounds on what all of them hold together."""

from mainstay.analysis.architecture.declared_contracts import declared_contracts

_HEAD = "[importlinter]\nroot_package = p\n"


def _contracts(number: int, rows: int) -> bytes:
    listed = "".join(f"  m{at}\n" for at in range(rows))
    one = f"name = a\ntype = independence\nmodules =\n{listed}"
    return (_HEAD + "".join(f"[importlinter:contract:{at}]\n{one}" for at in range(number))).encode()


def test_defaults_are_not_copied_into_every_contract() -> None:
    text = "[DEFAULT]\nx = 1\n" + _contracts(2, 2).decode()
    (found,) = declared_contracts({"setup.cfg": text.encode()})
    assert [one.options for one in found.contracts] == [{"modules": ["m0", "m1"]}] * 2


def test_rows_are_counted_over_all_declarations_and_what_is_left_out_says_so() -> None:
    found = declared_contracts({f"p{at:02}/setup.cfg": _contracts(9, 1_000) for at in range(20)})
    assert [len(one.contracts) for one in found] == [9] * 11 + [0] * 9
    assert all("more than 100,000 rows together" in one.reason for one in found[11:])


def test_more_contracts_or_folders_than_are_read_are_not_passed_over_in_silence() -> None:
    (one,) = declared_contracts({"setup.cfg": _contracts(501, 1)})
    assert (one.contracts, one.reason) == ([], "it declares more than 500 contracts")
    many = declared_contracts({f"p{at:03}/setup.cfg": _contracts(1, 1) for at in range(105)})
    assert len(many) == 101
    assert many[-1].reason == "contracts stand in more than 100 folders"
