"""Slack's own icons by name, as far as an emoji can stand for them."""

from __future__ import annotations

_TABLE = """
archive 🗄️ book 📖 bookmark 🔖 bot 🤖 bug 🐞 calendar 📅 call 📞 caret-left ‹ caret-right › check ✔️
clipboard 📋 code 💻 comment 💬 compass 🧭 copy 📄 cube 🧊 download ⬇️ edit ✏️ email ✉️ eye-closed 🙈
eye-open 👁️ file 📄 flag 🚩 folder 📁 gear ⚙️ globe 🌐 heart ❤️ help ❔ image 🖼️ info ℹ️ key 🔑
lightbulb 💡 link 🔗 map 🗺️ mobile 📱 new-window ↗️ pin 📌 plus ➕ refine 🎚️ refresh 🔄 rocket 🚀 save 💾
screen 🖥️ share 📤 sparkle ✨ star ☆ star-filled ⭐ tag 🏷️ thumbs-down 👎 thumbs-up 👍 trash 🗑️ upload ⬆️
user 👤 warning ⚠️
"""
_WORDS = _TABLE.split()
ICONS = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
