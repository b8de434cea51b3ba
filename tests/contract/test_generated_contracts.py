"""What we publish as a contract is what the code keeps to."""

from tests.contracts import generated


def test_the_generated_contracts_have_not_drifted_from_the_code() -> None:
    assert {file.name: file.read_text(encoding="utf-8") for file in generated()} == {
        file.name: text for file, text in generated().items()
    }
