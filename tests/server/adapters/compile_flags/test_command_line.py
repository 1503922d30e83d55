"""The compiler behind launchers, its arguments, and response files."""

from pathlib import Path

import pytest

from lessonls.adapters.compile_flags.command_line import command_line, words
from lessonls.core.target import Language


@pytest.mark.parametrize(
    ("command", "compiler"),
    [
        ("g++ -c a.cpp", "g++"),
        ("/usr/bin/x86_64-linux-gnu-gcc-12 -c a.c", "x86_64-linux-gnu-gcc-12"),
        ("ccache g++ -c a.cpp", "g++"),
        ("/usr/bin/ccache /usr/bin/c++ -c a.cpp", "c++"),
        ("sccache distcc clang++-15 -c a.cpp", "clang++-15"),
        ("LANG=C g++ -c a.cpp", "g++"),
        ("CC=/usr/bin/gcc LANG=C env -u LC_ALL X=y/cc g++ -c a.cpp", "g++"),
        ("/bin/sh ../libtool --tag=CC --mode=compile gcc -c a.c", "gcc"),
        ("cmake -E env A=b /opt/arm/bin/arm-none-eabi-gcc -c a.c", "arm-none-eabi-gcc"),
        ("nice -n 5 icpx -c a.cpp", "icpx"),
        (r'"C:\tools\clang.exe" -c a.c', "clang.exe"),
        ("mycompiler -c gcc -o cc", "mycompiler"),
        ("mycompiler a.c", "mycompiler"),
        ("", ""),
    ],
)
def test_the_compiler_is_found_behind_what_stands_in_front_of_it(command: str, compiler: str):
    assert command_line(words(command), Path("/p")).compiler == compiler


def test_what_stands_in_front_of_the_compiler_is_no_argument_of_it():
    line = command_line(words("env -i A=-DX ccache g++ -DA -c 'a b.cpp'"), Path("/p"))
    assert line.arguments == ("-DA", "-c", "a b.cpp")


@pytest.mark.parametrize(
    ("command", "language", "foreign"),
    [
        ("cc -c a.c", None, False),
        ("g++ -c a.c", Language.CPP, False),
        ("aarch64-unknown-linux-gnu-g++-13 -c a.c", Language.CPP, False),
        ("gcc -x c++ -c a.c", Language.CPP, False),
        ("g++ -xc -c a.c", Language.C, False),
        ("g++ -x c++ -x none a.c", Language.CPP, False),
        ("clang -c a.c", None, True),
        ("arm-none-eabi-gcc -c a.c", None, True),
        ("/opt/x/mycompiler -c a.c", None, True),
    ],
)
def test_the_command_says_the_language_and_whether_it_is_this_machines_compiler(
    command: str, language: Language | None, foreign: bool
):
    line = command_line(words(command), Path("/p"))
    assert (line.language, line.is_foreign) == (language, foreign)


def expanded(folder: Path, command: str) -> tuple[str, ...]:
    return command_line(words(command), folder, (folder,)).arguments


def test_response_files_stand_for_their_words_nested_and_quoted(tmp_path: Path):
    (tmp_path / "a.rsp").write_text("-DA='x y'\n@sub/b.rsp -DC\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.rsp").write_text("-DB\n-I\ninc")
    assert expanded(tmp_path, "cc @a.rsp -c a.c") == (
        *("-DA=x y", "-DB", "-I", "inc", "-DC"),
        *("-c", "a.c"),
    )


@pytest.mark.parametrize(
    ("text", "most"), [("@self.rsp -DA", 40), ("@self.rsp " * 1000, 40_000), ("'", 1)]
)
def test_response_files_end_however_they_are_nested(tmp_path: Path, text: str, most: int):
    (tmp_path / "self.rsp").write_text(text)
    assert len(expanded(tmp_path, "cc @self.rsp")) <= most


def test_response_files_elsewhere_are_not_read(tmp_path: Path):
    inside = tmp_path / "project"
    inside.mkdir()
    (tmp_path / "secret").write_text("-DSECRET")
    (inside / "link").symlink_to(tmp_path / "secret")
    for name in "../secret", str(tmp_path / "secret"), "link", "missing", "../project":
        assert expanded(inside, f"cc @{name}") == (f"@{name}",)
