"""Questions about what is already there: nobody wants new people planned who asks them."""

from __future__ import annotations

import re

_COURTESY = re.compile(
    r"^(?:(?:so|hey|hi|hello|ok|okay|and|but|then|now|well|please|pls|leadsmith|btw"
    r"|by the way|tell me|quick question"
    r"|do you know|und|aber|sag mal|hallo|bitte|denn|et|dis-moi|alors|y|oye|dime)[ ,:]+)+",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:do|did|have|has|had|are|were|is|was|will|don't|didn't|haven't|hadn't|aren't)"
    r" (?:we|i|our|my|any of (?:our|my|them|those|these)|(?:the|those|these) leads?)\b"
    r"|(?:which|what|who|whose|how many|how much)(?: ones?| people| leads?| contacts| prospects)?"
    r" (?:of|from|among|amongst|in|out of) (?:all )?(?:our|my|them|those|these|the) \w+"
    r"|(?:which|what) (?:one of (?:our|my) )?leads?\b"
    r"|(?:how|when|why|where|since when|how often|how long|how many times|what)(?: exactly)?"
    r" (?:did|have|has|had|are|were|was|is|does|do) (?:we|our|my|i|there)\b"
    r"|(?:who|whom|which|what|how many)\b.{1,50}\b(?:do|did|have|had) (?:we|i)(?: already| ever)?"
    r" (?:have|got|get|know|find|found|collect\w*|see)\b"
    r"|why\b.{1,60}\b(?:leads?|runs?|plans?|search)\b"
    r"|(?:haben|hatten|hab|habe|kennen|kannten|brauchen|sind|waren|wurden|hat|hatte) (?:wi"
    r"r|ich|unsere?|meine?)\b"
    r"|(?:welche[rsnm]?|wer|wen|wie ?viele?|was)\b.{0,60}?\b(?:unsere[rnm]?|meine[rnm]?"
    r"|haben wir|hab\w* ich|hatten wir"
    r"|kennen wir|kannten wir)\b"
    r"|(?:warum|wieso|weshalb|wann|woher|seit wann|wie oft|wie lange)\b.{0,60}?\b(?:wir"
    r"|ich|meine|unsere|leads?)\b"
    r"|(?:est-ce qu(?:e |'))?(?:(?:avons|avions|connaissons)-nous|(?:ai|avais)-je"
    r"|a-t-on|on a|on avait|nous avons|j'ai)\b.*\?"
    r"|(?:combien|quel(?:le)?s?|lesquel(?:le)?s|qui|pourquoi|quand|comment|où|d'où)\b.{0,60}?"
    r"\b(?:avons-nous|a-t-on|ai-je|on a|nous avons|nos|mes)\b"
    r"|¿? ?(?:ya )?(?:tenemos|tengo|hemos|teníamos|conocemos)\b.*\?"
    r"|¿? ?(?:cu[aá]nt[oa]s?|cu[aá]l(?:es)?|qué|quién(?:es)?|por qué|cuándo|cómo|de dónde)\b.{0,60}?"
    r"\b(?:tenemos|tengo|hemos|nuestr[oa]s|mis)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"://|\b(?:kontaktanfrag\w*|einladung\w*|invit\w+|solicitud\w*|demandes?|requests?|linkedin|connections?|followers?|network|posts?|pages?|events?|groups?"
    r"|webinars?|hub ?spot|salesforce|pipedrive"
    r"|customers?|clients?|competitors?|employees|staff|websites?|profiles?|visitors?"
    r"|members?|kunden\w*|\w*seiten?|folg\w+|kommentier\w+|lik\w+|comment\w*|clientes?"
    r"|publica\w*|wettbewerb\w*"
    r"|mitarbeiter\w*|netzwerk|beitr\w+|concurrents?|abonnés|réseau|competidores"
    r"|seguidores|red|instagram|twitter)\b"
    r"|[?.!;:] *(?:please |then |and )*(?:find|get|search|look|show|export|scrape"
    r"|list|such|finde|trouve|cherche|busca)\w*\b"
    r"|\b(?:can|could|would) you\b|(?<!do )(?<!did )\b(?:i|we) (?:need|want)\b",
    re.IGNORECASE,
)
"""What is not in our own list, and what is asked to be done besides."""

_KEPT = re.compile(
    r"\b(?:prio\w* list|reminders?|erinnerung(?:en)?|rappels?|recordatorios?|playbooks?|quiet hours"
    r"|briefings?"
    r"|(?:my|your|the|meine|mes|mis) (?:preferences|settings|notifications|priorities|priorités|prioridades"
    r"|prioritäten|einstellungen|préférences|preferencias)"
    r"|(?:my|our|that|this|which|meine?n?|mes|mis) (?:\w+ )?(?:runs?|plans|schedules?|läufe?|ejecuci\w+"
    r"|pläne)"
    r"|your (?:answers|replies|messages|updates)|liste de priorités|lista de prioridades)\b",
    re.IGNORECASE,
)
"""What is kept here: a text that speaks of it is hardly a goal."""


def about_kept(text: str) -> bool:
    """Whether a text speaks of what is kept here, such as reminders or the priority list."""
    return _KEPT.search(text) is not None and _ELSEWHERE.search(text) is None


def about_present(text: str) -> bool:
    """Whether a text is a question about our own leads, runs and plans, whatever else it names."""
    return _ASKED.match(_COURTESY.sub("", text.strip())) is not None and _ELSEWHERE.search(text) is None
