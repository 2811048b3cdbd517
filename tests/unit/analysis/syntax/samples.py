"""A few lines of each language that is read, with what its grammar's table names."""

from mainstay.analysis.classify import languages

_C = """
#include <a.h>
// says
int f(int a) {
  if (a && b) { return 1; } else if (c) { d(); } else { e(); }
  for (;;) { while (a || b) { g(a ? b : c); } }
  switch (a) { case 1: goto end; default: break; }
end: return 0;
}
"""
_JAVASCRIPT = """
import a from "a";
// says
class A { m(a) { return () => a ?? b; } }
function f(a) {
  if (a && b) { return 1; } else if (c) { d(); } else { e(); }
  for (;;) { while (a || b) { g(a ? b : c); break; } }
  switch (a) { case 1: break; default: h(); }
  try { a(); } catch (e) { b(); }
}
"""
_C_SHARP = """
using A.B;
// says
class A {
  int P { get { return 1; } }
  int F(int a) {
    if (a && b) { return 1; } else if (c) { d(); } else { e(); }
    for (;;) { while (a || b) { g(a ? b : c, x => x ?? y); } }
    switch (a) { case 1: break; default: h(); break; }
    try { a(); } catch (E e) when (e.a) { b(); }
    return 0;
  }
}
"""
_GO = """
package p
import "a"
// says
type A struct { a int }
func (s *A) f(a int) int {
  if a && b { return 1 } else if c { d() } else { e() }
  for { g(func() { h() }) }
  switch a { case 1: i(); default: j() }
  return 0
}
"""
_JAVA = """
import a.b;
// says
class A {
  int f(int a) {
    if (a && b) { return 1; } else if (c) { d(); } else { e(); }
    for (;;) { while (a || b) { g(a ? b : c, x -> x, new B() { void h() { i(); } }); } }
    switch (a) { case 1: break; default: h(); }
    try { a(); } catch (E e) { b(); }
    return 0;
  }
}
"""
_PHP = """<?php
require "a.php";
// says
class A {
  function f($a) {
    if ($a && $b) { return 1; } elseif ($c) { d(); } else { e(); }
    for (;;) { while ($a || $b) { g($a ? $b : $c, fn($x) => $x ?? 1); break 2; } }
    switch ($a) { case 1: break; default: h(); }
    try { a(); } catch (E $e) { b(); }
  }
}
"""
_PYTHON = """
import a
# says
class A:
    '''Documents.'''
    @b
    def f(self, a):
        if a and b:
            return 1
        elif c:
            d()
        else:
            e()
        for x in [y for y in z if y]:
            while a or b:
                g(a if b else c, lambda: x)
        else:
            h()
        try:
            a()
        except E:
            b()
"""
_RUBY = """
require "a"
# says
class A
  define_method(:g) { |a| a }
  def f(a)
    if a && b
      return 1
    elsif c
      d
    else
      e
    end
    g(a ? b : c) while a || b
    case a
    when 1 then h
    end
    begin
      a
    rescue E
      b ||= 1
    end
  end
end
"""
_RUST = """
mod a;
// says
impl A {
  fn f(a: i32) -> i32 {
    if a && b { return 1; } else if c { d(); } else { e(); }
    'o: for x in y { while a || b { g(|x| x); break 'o; } }
    match a { 1 if b => h(), _ => i() }
    let Some(x) = y else { return 2; };
    0
  }
}
"""
_TYPESCRIPT = _JAVASCRIPT + "interface B { a: string }\nfunction k(a: B): void {}\n"

SAMPLES = {
    languages.C: _C,
    languages.CPP: _C + "class A { public: int m() { auto x = [] { return 1; }; return 2; } };\n",
    languages.C_SHARP: _C_SHARP,
    languages.GO: _GO,
    languages.JAVA: _JAVA,
    languages.JAVASCRIPT: _JAVASCRIPT,
    languages.PHP: _PHP,
    languages.PYTHON: _PYTHON,
    languages.RUBY: _RUBY,
    languages.RUST: _RUST,
    languages.TSX: _TYPESCRIPT,
    languages.TYPESCRIPT: _TYPESCRIPT,
}
