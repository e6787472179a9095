"""Common English words: how English looks beside Ukrainian in Latin letters."""

from __future__ import annotations

# English is rare in the content; by itself it would lose to transliteration.
COMMON_ENGLISH = """
the and for with from that this have has not are was were been will would can could should may
must how what where when which who why there here they them their our your his her you she
about after before because between through during without within until into over under again
one two three four five six seven eight nine ten first second next last near nearest new old open
close closed opening hours today tomorrow week month year day time morning evening weekend
public library libraries librarian book books read reading borrow return card member free internet
computer print scan copy document documents paper passport identity certificate birth death
marriage divorce tax number register registration apply application form office service services
government city town village street address station train bus road house home flat apartment
rent owner property land car driver driving licence license insurance vehicle school student
teacher university kindergarten child children family mother father parent husband wife son
daughter brother sister friend people person citizen foreigner refugee displaced war military
army service soldier veteran wounded killed missing police court judge lawyer legal aid rights law
complaint appeal refuse refused money pay paid payment payments salary work job employer fired
unemployed pension pensioner benefit benefits subsidy help need want get give take make find show
tell know look send receive change lost stolen damaged destroyed broken repair replace restore
check online website phone call email address sign signature password account bank doctor hospital
health medical medicine disability insurance treatment emergency fire weather joke thanks thank
hello good please sorry ukraine ukrainian english language speak translate translation course
lesson event meeting club training kids any some more most many much other another same only also
just still already never always often instead does did doing done going come came went leave left
live living lives stay moved abroad border travel visa residence permit temporary permanent
electricity water gas heating bill bills debt loan credit fraud scam scammed cheated violence
ignore previous instructions system rules admin reveal prompt disregard database delete
"""
