"""Common given names of some languages, by which a name is known although its other words are ordinary ones."""

from __future__ import annotations

__all__ = ["GIVEN_NAMES"]

GIVEN_NAMES = frozenset(
    "james john robert michael david william richard joseph thomas charles christopher daniel matthew anthony mark donald steven steve paul andrew joshua"
    " kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel"
    " gregory alexander patrick frank raymond jack dennis jerry tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy walter keith"
    " roger terry sean austin carl arthur lawrence dylan jesse jordan bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent"
    " mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol"
    " amanda melissa deborah stephanie rebecca sharon laura cynthia amy kathleen angela shirley brenda emma anna pamela nicole samantha katherine christine"
    " helen debra rachel carolyn janet maria catherine heather diane olivia julie joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea"
    " hannah megan cheryl jacqueline martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy isabella julia denise amber"
    " hans peter klaus wolfgang jürgen dieter stefan andreas matthias martin sabine petra monika claudia birgit ute anke katrin pierre jacques philippe"
    " françois nicolas julien isabelle sylvie nathalie céline sophie carlos luis jorge miguel javier antonio francisco manuel pedro carmen ana lucía marta"
    " giovanni giuseppe marco luca francesca chiara paolo mario joão paulo fernanda luiz jan pieter willem hendrik anneke marieke ahmed mohammed mohamed ali"
    " fatima omar hassan"
    " ivan sergei dmitri olga natalia tatiana elena иван сергей дмитрий андрей алексей ольга наталья татьяна елена мария анна محمد أحمد".split()
)
