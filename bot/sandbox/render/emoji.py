"""The emoji shortcodes that apps use most; others are shown as they were written."""

from __future__ import annotations

import re

_TABLE = """
+1 👍 -1 👎 100 💯 airplane ✈️ alarm_clock ⏰ angry 😠 arrow_down ⬇️ arrow_forward ▶️ arrow_left ⬅️
arrow_lower_right ↘️ arrow_right ➡️ arrow_up ⬆️ arrow_upper_right ↗️ arrows_counterclockwise 🔄 art 🎨
balloon 🎈 ballot_box_with_check ☑️ bangbang ‼️ bar_chart 📊 basketball 🏀 battery 🔋 bee 🐝 beer 🍺 beers
🍻 bell 🔔 black_circle ⚫ black_heart 🖤 black_large_square ⬛
black_right_pointing_double_triangle_with_vertical_bar ⏭️ black_square_for_stop ⏹️ blue_heart 💙
blush 😊 book 📖 bookmark 🔖 books 📚 boom 💥 brain 🧠 broken_heart 💔 bug 🐛 bulb 💡 bust_in_silhouette 👤
busts_in_silhouette 👥 cake 🍰 calendar 📆 camera 📷 car 🚗 cat 🐱 chart_with_downwards_trend 📉
chart_with_upwards_trend 📈 checkered_flag 🏁 chess_pawn ♟️ clap 👏 clinking_glasses 🥂 clipboard 📋
clock1 🕐 clock12 🕛 clock3 🕒 clock9 🕘 cloud ☁️ coffee ☕ compass 🧭 computer 💻 confetti_ball 🎊 confused
😕 construction 🚧 cookie 🍪 cool 🆒 copyright ©️ credit_card 💳 crossed_fingers 🤞 crown 👑 cry 😢 dart 🎯
date 📅 desktop_computer 🖥️ disappointed 😞 dizzy 💫 dog 🐶 dollar 💵 double_vertical_bar ⏸️ e-mail 📧
earth_africa 🌍 eight 8️⃣ electric_plug 🔌 email ✉️ envelope ✉️ euro 💶 evergreen_tree 🌲 exclamation ❗
exploding_head 🤯 expressionless 😑 eyes 👀 face_with_monocle 🧐 face_with_rolling_eyes 🙄 facepalm 🤦
factory 🏭 fast_forward ⏩ file_folder 📁 fire 🔥 first_place_medal 🥇 five 5️⃣ flushed 😳 four 4️⃣
four_leaf_clover 🍀 free 🆓 game_die 🎲 gear ⚙️ gift 🎁 globe_with_meridians 🌐 green_heart 💚
grey_question ❔ grin 😁 grinning 😀 hammer 🔨 hammer_and_wrench 🛠️ hand ✋ handshake 🤝 heart ❤️
heart_eyes 😍 heavy_check_mark ✔️ heavy_minus_sign ➖ heavy_multiplication_x ✖️ heavy_plus_sign ➕
hourglass ⌛ hourglass_flowing_sand ⏳ house 🏠 hugging_face 🤗 inbox_tray 📥 incoming_envelope 📨
information_source ℹ️ interrobang ⁉️ iphone 📱 jigsaw 🧩 joy 😂 key 🔑 keyboard ⌨️ keycap_ten 🔟 label 🏷️
ladder 🪜 large_blue_circle 🔵 large_brown_circle 🟤 large_green_circle 🟢 large_green_square 🟩
large_orange_circle 🟠 large_purple_circle 🟣 large_red_square 🟥 large_yellow_circle 🟡
large_yellow_square 🟨 laughing 😆 leftwards_arrow_with_hook ↩️ link 🔗 lock 🔒 lock_with_ink_pen 🔏
loudspeaker 📢 mag 🔍 mag_right 🔎 magnet 🧲 mailbox 📫 medal 🏅 mega 📣 memo 📝 microscope 🔬
money_mouth_face 🤑 moneybag 💰 moon 🌔 muscle 💪 musical_note 🎵 nerd_face 🤓 neutral_face 😐 new 🆕
newspaper 📰 nine 9️⃣ no_entry ⛔ no_entry_sign 🚫 notebook 📓 octopus 🐙 office 🏢 ok 🆗 ok_hand 👌 one 1️⃣
open_file_folder 📂 orange_heart 🧡 outbox_tray 📤 package 📦 page_facing_up 📄 paperclip 📎 partying_face
🥳 pencil 📝 pencil2 ✏️ penguin 🐧 pensive 😔 pizza 🍕 point_down 👇 point_left 👈 point_right 👉 point_up
☝️ pray 🙏 purple_heart 💜 pushpin 📌 question ❓ rage 😡 rainbow 🌈 raised_hands 🙌 recycle ♻️ red_circle
🔴 relieved 😌 repeat 🔁 rewind ⏪ robot_face 🤖 rocket 🚀 rofl 🤣 rotating_light 🚨 round_pushpin 📍
scissors ✂️ scream 😱 second_place_medal 🥈 seedling 🌱 seven 7️⃣ shield 🛡️ ship 🚢 shrug 🤷
shushing_face 🤫 six 6️⃣ sleeping 😴 slightly_smiling_face 🙂 smile 😄 smiley 😃 snowflake ❄️ sob 😭
soccer ⚽ sos 🆘 sparkles ✨ sparkling_heart 💖 speech_balloon 💬 spiral_calendar_pad 🗓️ star ⭐
star-struck 🤩 stopwatch ⏱️ stuck_out_tongue 😛 sunflower 🌻 sunglasses 😎 sunny ☀️ sweat 😓 sweat_smile
😅 tada 🎉 telephone ☎️ test_tube 🧪 thinking_face 🤔 third_place_medal 🥉 thought_balloon 💭 three 3️⃣
thumbsdown 👎 thumbsup 👍 ticket 🎫 timer_clock ⏲️ tm ™️ trash 🗑️ triangular_flag_on_post 🚩
triangular_ruler 📐 trophy 🏆 turtle 🐢 tv 📺 two 2️⃣ umbrella ☔ unamused 😒 unicorn_face 🦄 unlock 🔓 up 🆙
upside_down_face 🙃 warning ⚠️ wastebasket 🗑️ wave 👋 white_check_mark ✅ white_circle ⚪
white_large_square ⬜ wink 😉 world_map 🗺️ worried 😟 wrench 🔧 writing_hand ✍️ x ❌ yellow_heart 💛 zap ⚡
zero 0️⃣ zipper_mouth_face 🤐 zzz 💤
"""
_WORDS = _TABLE.split()
EMOJI = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))

_CODE = re.compile(r":([a-z0-9_+-]+):")


def with_emoji(text: str) -> str:
    """Replaces shortcodes in text that is safe already."""
    return _CODE.sub(lambda match: EMOJI.get(match[1], match[0]), text)
