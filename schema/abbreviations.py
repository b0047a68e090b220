"""Short forms that end with a full stop in the middle of a sentence."""

import re

_ENGLISH = """
    dr mr mrs ms mx messrs prof rev fr st ste mt hon gen col capt cmdr lt sgt maj gov sen rep pres
    supt insp sr jr esq bros inc ltd co corp plc llc dept dpt div est univ assn assoc govt
    eg ie etc vs cf al ibid viz incl excl approx appx ca circa resp misc max min avg
    no nos nr p pp para vol ch chap sec sect fig figs tab ed eds edn trans ref refs
    ave blvd rd sq ln apt bldg rm tel mob ext fax attn encl
    mon tue tues wed weds thu thur thurs fri sat sun
    jan feb mar apr jun jul aug sep sept oct nov dec hr hrs mins secs wk wks yr yrs pm
"""
_ELSEWHERE = """
    abb abs anm aufl bzgl bzw dgl dipl ebd evtl geb gest ggf hr hrn frl inkl ing jh kap lfd
    mag mio mrd pos sog std str usw vgl zit zzgl zzt
    bd env mgr mlle mme mmes num ste suiv tél admón avda dña excmo gral izq lic núm pág págs
    sra sras sres srta ud uds vd vds avda dott ecc pag rag sig sigg sigra
    adv afb blz bijv dhr drs evt ir jl mevr mw zgn bl dvs ev fk jfr mfl osv tlf tom
    itd itp np pkt tj tzn ul
"""
_SHORT = frozenset(f"{_ENGLISH} {_ELSEWHERE}".split())
_VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœ]", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLCDM]+")


def may_be_short(word: str) -> bool:
    """Return whether a full stop after `word` may belong to the word and end no sentence.

    So it is for known short forms, single letters, numbers, Roman numerals, words with a full stop
    inside, and words of the Latin script without a vowel. `word` comes without its full stop.
    """
    return (
        len(word) < 2
        or word.casefold() in _SHORT
        or "." in word
        or word[-1].isnumeric()
        or _ROMAN.fullmatch(word) is not None
        or (word[0] < "\u0250" and not _VOWEL.search(word))
    )
