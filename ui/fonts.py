#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Cuts the two typefaces to the letters and weights we use: fonts.py NODE_MODULES OUT_DIR.

Needs Debian's python3-fonttools and python3-brotli. Latin-1 with punctuation goes into one file per
face, the letters of Northern Sámi into a second one that a browser only fetches when it meets them.
"""
import sys

try:
    import brotli  # noqa: F401  (woff2 cannot be written without it)
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer
except ImportError as error:
    sys.exit(f"ui/fonts.py: {error}; run: apt-get install python3-fonttools python3-brotli")

LATIN = (
    list(range(0x20, 0x7F))
    + list(range(0xA0, 0x100))
    + [0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x2212, 0x20AC]
)
SAMI = [ord(letter) for letter in "ČčĐđŊŋŠšŦŧŽž"]
FACES = {
    "inter": ("inter", (400, 700)),
    "bricolage": ("bricolage-grotesque", (500, 800)),
}
FEATURES = ["calt", "ccmp", "kern", "locl", "mark", "tnum"]


def add_subscript_two(font):
    """Maps ₂ (as in CO₂e) to the small figure two of a fraction's lower half, if there is one."""
    if "GSUB" not in font:
        return
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != "dnom":
            continue
        for index in record.Feature.LookupListIndex:
            for part in table.LookupList.Lookup[index].SubTable:
                glyph = getattr(part, "mapping", {}).get(font.getBestCmap()[ord("2")])
                if glyph:
                    for cmap in font["cmap"].tables:
                        if cmap.isUnicode():
                            cmap.cmap[0x2082] = glyph


def cut(source, target, letters, weights):
    """Writes `source` limited to `letters` and the range `weights` to `target` as woff2."""
    font = TTFont(source, recalcTimestamp=False)
    add_subscript_two(font)
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options=options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": weights})
    subset.save_font(font, target, options)


def main(modules, out):
    for name, (package, weights) in FACES.items():
        folder = f"{modules}/@fontsource-variable/{package}/files/{package}"
        cut(f"{folder}-latin-wght-normal.woff2", f"{out}/{name}.woff2", LATIN + [0x2082], weights)
        cut(f"{folder}-latin-ext-wght-normal.woff2", f"{out}/{name}-sami.woff2", SAMI, weights)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
