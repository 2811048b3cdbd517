"""To which file each language's specifiers lead, in tables."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.architecture.manifests import read_manifests
from mainstay.analysis.architecture.places import Places
from mainstay.analysis.architecture.resolving import Resolver

PATHS = """
web/src/app.ts web/src/lib/index.ts web/src/lib/money.ts web/src/view.vue web/src/old.js web/src/data.json web/tsconfig.json
packages/core/package.json packages/core/src/index.ts packages/core/src/deep/tool.ts
packages/ui/package.json packages/ui/main.js
go.mod main.go internal/store/db.go internal/store/sql.go tools/go.mod tools/gen/gen.go
java/src/main/java/org/shop/cart/Cart.java java/src/main/java/org/shop/Money.java java/src/test/java/org/shop/cart/CartTest.java
rs/Cargo.toml rs/src/lib.rs rs/src/cart.rs rs/src/cart/item.rs rs/src/money/mod.rs rs-cli/Cargo.toml rs-cli/src/main.rs
c/src/a.c c/src/a.h c/include/shop/b.h c/src/sub/c.h
cs/Shop.Core/Money/Coin.cs cs/Shop.Core/Cart/Cart.cs
rb/lib/shop/cart.rb rb/lib/shop.rb rb/spec/cart_spec.rb
php/composer.json php/src/Cart/Cart.php php/src/Money.php php/legacy/old.php
""".split()
TSCONFIG = (
    '{ // with a comment\n "compilerOptions": {"baseUrl": ".", '
    '"paths": {"@/*": ["src/*"], "money": ["src/lib/money"],},} }'
)
DECLARED = {
    "web/tsconfig.json": TSCONFIG,
    "packages/core/package.json": json.dumps({"name": "@shop/core", "main": "dist/index.js"}),
    "packages/ui/package.json": json.dumps({"name": "ui", "main": "./main.js"}),
    "go.mod": "// the shop\nmodule example.com/shop\n\ngo 1.22\n",
    "tools/go.mod": "module example.com/shop/tools\n",
    "rs/Cargo.toml": '[package]\nname = "shop-core"\n',
    "rs-cli/Cargo.toml": '[package]\nname = "cli"\n',
    "php/composer.json": json.dumps({"autoload": {"psr-4": {"Shop\\": "src/"}}}),
}


def resolver(paths=PATHS, declared=DECLARED):
    return Resolver(Places(paths), read_manifests({path: text.encode() for path, text in declared.items()}))


@pytest.mark.parametrize(
    ("language", "importer", "specifier", "target"),
    [
        ("TypeScript", "web/src/app.ts", "./lib", "web/src/lib/index.ts"),
        ("TypeScript", "web/src/app.ts", "./lib/money", "web/src/lib/money.ts"),
        ("TypeScript", "web/src/app.ts", "./lib/money.js", "web/src/lib/money.ts"),
        ("TypeScript", "web/src/lib/money.ts", "../old.js", "web/src/old.js"),
        ("TypeScript", "web/src/lib/money.ts", "..", ""),
        ("TypeScript", "web/src/app.ts", "./view.vue", "web/src/view.vue"),
        ("TypeScript", "web/src/app.ts", "./data.json", "web/src/data.json"),
        ("TypeScript", "web/src/app.ts", "@/lib/money", "web/src/lib/money.ts"),
        ("TypeScript", "web/src/app.ts", "money", "web/src/lib/money.ts"),
        ("TypeScript", "web/src/app.ts", "src/old", "web/src/old.js"),
        ("TypeScript", "web/src/app.ts", "@shop/core", "packages/core/src/index.ts"),
        ("JavaScript", "packages/ui/main.js", "@shop/core/deep/tool", "packages/core/src/deep/tool.ts"),
        ("JavaScript", "web/src/old.js", "ui", "packages/ui/main.js"),
        ("JavaScript", "web/src/old.js", "react", ""),
        ("JavaScript", "web/src/old.js", "./../../../../etc/passwd", ""),
        ("Vue", "web/src/view.vue", "./lib", "web/src/lib/index.ts"),
        ("Go", "main.go", "example.com/shop/internal/store", "internal/store/"),
        ("Go", "main.go", "example.com/shop", "./"),
        ("Go", "main.go", "example.com/shop/tools/gen", "tools/gen/"),
        ("Go", "main.go", "example.com/shop/gone", ""),
        ("Go", "main.go", "fmt", ""),
        (
            "Java",
            "java/src/main/java/org/shop/cart/Cart.java",
            "org.shop.Money",
            "java/src/main/java/org/shop/Money.java",
        ),
        (
            "Java",
            "java/src/test/java/org/shop/cart/CartTest.java",
            "org.shop.Money",
            "java/src/main/java/org/shop/Money.java",
        ),
        (
            "Java",
            "java/src/main/java/org/shop/Money.java",
            "org.shop.cart.*",
            "java/src/main/java/org/shop/cart/",
        ),
        (
            "Java",
            "java/src/main/java/org/shop/Money.java",
            "org.shop.cart.Cart.Line",
            "java/src/main/java/org/shop/cart/Cart.java",
        ),
        ("Java", "java/src/main/java/org/shop/Money.java", "java.util.List", ""),
        ("Rust", "rs/src/lib.rs", "mod cart", "rs/src/cart.rs"),
        ("Rust", "rs/src/lib.rs", "mod money", "rs/src/money/mod.rs"),
        ("Rust", "rs/src/cart.rs", "mod item", "rs/src/cart/item.rs"),
        ("Rust", "rs/src/cart.rs", "self::item::Item", "rs/src/cart/item.rs"),
        ("Rust", "rs/src/cart/item.rs", "super::total", "rs/src/cart.rs"),
        ("Rust", "rs/src/cart/item.rs", "super::super::money::Coin", "rs/src/money/mod.rs"),
        ("Rust", "rs/src/cart/item.rs", "crate::money::Coin", "rs/src/money/mod.rs"),
        ("Rust", "rs/src/money/mod.rs", "crate::Shop", "rs/src/lib.rs"),
        ("Rust", "rs-cli/src/main.rs", "shop_core::cart::Cart", "rs/src/cart.rs"),
        ("Rust", "rs-cli/src/main.rs", "std::fmt", ""),
        ("C", "c/src/a.c", '"a.h"', "c/src/a.h"),
        ("C", "c/src/a.c", '"sub/c.h"', "c/src/sub/c.h"),
        ("C", "c/src/sub/c.h", '"../a.h"', "c/src/a.h"),
        ("C", "c/src/a.c", '"shop/b.h"', "c/include/shop/b.h"),
        ("C++", "c/src/a.c", "<shop/b.h>", "c/include/shop/b.h"),
        ("C", "c/src/a.c", "<stdio.h>", ""),
        ("C#", "cs/Shop.Core/Cart/Cart.cs", "Shop.Core.Money", "cs/Shop.Core/Money/"),
        ("C#", "cs/Shop.Core/Cart/Cart.cs", "System.Linq", ""),
        ("Ruby", "rb/lib/shop.rb", "relative shop/cart", "rb/lib/shop/cart.rb"),
        ("Ruby", "rb/spec/cart_spec.rb", "shop/cart", "rb/lib/shop/cart.rb"),
        ("Ruby", "rb/spec/cart_spec.rb", "json", ""),
        ("PHP", "php/src/Money.php", "Shop\\Cart\\Cart", "php/src/Cart/Cart.php"),
        ("PHP", "php/src/Money.php", "\\Shop\\Money", "php/src/Money.php"),
        ("PHP", "php/src/Money.php", "../legacy/old.php", "php/legacy/old.php"),
        ("PHP", "php/src/Money.php", "Other\\Thing", ""),
        ("COBOL", "a.cob", "b", ""),
    ],
)
def test_where_a_specifier_leads(language, importer, specifier, target):
    assert resolver().resolve(language, specifier, importer) == target


def test_what_two_files_could_mean_leads_nowhere():
    paths = [
        "one/lib/shop/cart.rb",
        "two/lib/shop/cart.rb",
        "a/x/y.h",
        "b/x/y.h",
        "main/app.rb",
        "main/app.c",
    ]
    assert resolver(paths).resolve("Ruby", "shop/cart", "main/app.rb") == ""
    assert resolver(paths).resolve("C", '"x/y.h"', "main/app.c") == ""
    assert resolver(paths).resolve("C", '"x/y.h"', "a/z/app.c") == "a/x/y.h"


@given(
    st.sampled_from(["TypeScript", "Go", "Java", "Rust", "C", "C#", "Ruby", "PHP"]),
    st.sampled_from(PATHS),
    st.one_of(
        st.text(max_size=40),
        st.lists(
            st.sampled_from('a shop . .. / :: \\ super self crate * mod < > " src'.split()), max_size=30
        ).map("".join),
    ),
)
def test_any_specifier_leads_to_what_is_there_or_nowhere(language, importer, specifier):
    target = resolver().resolve(language, specifier, importer)
    places = Places(PATHS)
    assert target in {"", "./"} or target in places.paths or target.rstrip("/") in places.folders


@given(
    st.dictionaries(
        st.sampled_from(sorted(DECLARED)), st.one_of(st.binary(max_size=200), st.text().map(str.encode))
    )
)
def test_any_manifest_can_be_read(texts):
    read_manifests(texts)
