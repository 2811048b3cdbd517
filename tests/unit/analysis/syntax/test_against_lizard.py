"""The other languages' samples, written for this test, have the cyclomatic complexity that lizard finds in them.

They hold what both define the same way; where the two differ is told in docs/evidence/languages.md.
"""

import lizard
import pytest

from tests.unit.analysis.syntax.figures import functions

C_LIKE = """
int plain(int a) {
    return a + 1;
}

int sign(int a) {
    if (a < 0) {
        return -1;
    } else if (a == 0) {
        return 0;
    } else {
        return 1;
    }
}

int search(int a, int b) {
    for (int i = 0; i < a; i++) {
        while (b > i && b != 3) {
            b = b - 1;
        }
        do {
            b = b + 1;
        } while (b < 2 || b > 9);
    }
    return b > 0 ? a : b;
}

int choose(int a) {
    switch (a) {
        case 1:
        case 2:
            return 3;
        case 4:
            return 5;
        default:
            return 6;
    }
}
"""
SCRIPT = (
    C_LIKE.replace("int i", "let i").replace("int a", "a").replace("int b", "b").replace("int ", "function ")
)
CATCHES = """
    static int guard(int a) {
        try {
            return plain(a);
        } catch (Exception e) {
            return a == 0 || a == 7 ? 1 : 2;
        }
    }
"""
IN_A_CLASS = "class Sample {\n" + C_LIKE.replace("\nint ", "\nstatic int ") + CATCHES + "}\n"
EACH_IN_CPP = """
int each(int *all) {
    for (int one : all) {
        if (one) {
        }
    }
    return 0;
}
"""
GUARD_IN_SCRIPT = """
function guard(a) {
    try {
        plain(a);
    } catch (e) {
        if (a) {
        }
    }
}
"""
PHP = """<?php
function sign($a) {
    if ($a < 0) {
        return -1;
    } elseif ($a == 0) {
        return 0;
    }
    return 1;
}
function each($all) {
    foreach ($all as $one) {
        while ($one && $all) {
            $one = $one - 1;
        }
    }
    return $all ? 1 : 2;
}
"""
GO = """package sample

func sign(a int) int {
    if a < 0 {
        return -1
    } else if a == 0 || a == 7 {
        return 0
    }
    return 1
}

func each(all []int) int {
    for _, one := range all {
        if one > 1 && one < 9 {
            return one
        }
    }
    return 0
}
"""
RUST = """
fn sign(a: i32) -> i32 {
    if a < 0 {
        return -1;
    } else if a == 0 || a == 7 {
        return 0;
    }
    1
}

fn each(all: Vec<i32>) -> i32 {
    for one in all {
        while one > 1 && one < 9 {
            return one;
        }
    }
    0
}
"""
RUBY = """
def sign(a)
  if a < 0
    return -1
  elsif a == 0 || a == 7
    return 0
  end
  1
end

def each(all)
  while all > 1 && all < 9
    all = all - 1
  end
  all > 0 ? 1 : 2
end
"""
TYPED = SCRIPT.replace("(a) {", "(a: number) {").replace("(a, b) {", "(a: number, b: number) {")
SAMPLES = {
    "C": ("sample.c", C_LIKE),
    "C++": ("sample.cpp", C_LIKE + EACH_IN_CPP),
    "Java": ("Sample.java", IN_A_CLASS),
    "C#": ("Sample.cs", IN_A_CLASS),
    "JavaScript": ("sample.js", SCRIPT + GUARD_IN_SCRIPT),
    "TypeScript": ("sample.ts", TYPED),
    "PHP": ("sample.php", PHP),
    "Go": ("sample.go", GO),
    "Rust": ("sample.rs", RUST),
    "Ruby": ("sample.rb", RUBY),
}


@pytest.mark.parametrize("language", SAMPLES)
def test_a_sample(language: str) -> None:
    name, text = SAMPLES[language]
    theirs = lizard.analyze_file.analyze_source_code(name, text).function_list
    told = {
        one.name.rpartition("::")[2].rpartition(".")[2]: (one.cyclomatic_complexity, one.start_line)
        for one in theirs
    }
    ours = {
        one.name.rpartition(".")[2]: (one.cyclomatic, one.line) for one in functions(text, language).values()
    }
    assert ours == told
    assert len(ours) >= 2
    assert max(figure for figure, _ in ours.values()) >= 4
