"""Texts that somebody may type, by what is special about them."""

from __future__ import annotations

import random

EMOJI = (
    "⚠️ ✔️ ❤️ ☎️ 1️⃣",
    "🇧🇪 🏳️‍🌈 🤷🏽‍♀️ 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "📣 👍 🎉 🫨 🧑🏾‍🤝‍🧑🏻",
)
SCRIPTS = (
    "上海市的社交媒体 / 臺灣繁體",
    "日本語テキスト、カタカナ",
    "한국어 텍스트",
    "हिन्दी में लिखा",
    "বাংলা தமிழ் తెలుగు ગુજરાતી ಕನ್ನಡ മലയാളം සිංහල ਪੰਜਾਬੀ",
    "مرحبا بالعالم ۱۲۳",
    "שלום (עולם) 42",
    "ภาษาไทย ລາວ ខ្មែរ မြန်မာ",
    "Ελληνικά Кириллица Հայերեն ქართული አማርኛ",
)
"""Scripts that have to be drawn, without one replacement sign."""
BROKEN = (
    "Z\u0338\u0322\u031ba\u0335l\u0334g\u0336o" + "\u0301\u0316" * 60,
    "half \ud83d en \udc4d wees",
    "eigen \ue000 \U000f0000 \U0010fffd",
    "geen teken \u0378 \ufdd0 \uffff \U0001fffe",
    "stuur \x00\x07\x0b\x0c\x1b \u202eom\u202c \u2066x\u2069 \ufeff",
    "regels \r\n x \u2028 y \u2029 z \x85",
    "\u200d\u200c\ufe0f\U0001f3fd",
    "\u0301\u0301",
    "𓀀 ⚣ ᠮᠣᠩ ꧁ 𒀀",
    "x" * 600,
)


def sample_unicode(count: int = 3000, seed: int = 11) -> str:
    """Return signs from all of Unicode: most from its first planes, with accents and joiners among them."""
    chance = random.Random(seed)
    planes = (0x0, 0x0, 0x1, 0x1, 0x2, 0x3, 0xE, 0xF, 0x10)
    spice = ("", "", "", "\u200d", "\ufe0f", "\u0301", "\U0001f3fd")
    signs = (chr(chance.choice(planes) * 0x10000 + chance.randrange(0x10000)) for _ in range(count))
    return "".join(sign + chance.choice(spice) for sign in signs)


HOSTILE = (*EMOJI, *SCRIPTS, *BROKEN, sample_unicode())
