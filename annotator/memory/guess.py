"""What the memory says of something, and how much it takes to say it."""

from dataclasses import dataclass

ENOUGH = 0.5  # the least score at which something is offered
PRIOR = 2.0  # how many answers the precision of the whole memory counts for
CLEAR = 2  # rejections after which a model's suggestion of the same is withheld


@dataclass(frozen=True, slots=True)
class Guess:
    """What the memory says of a string or a pair; `score` estimates the share of people's yes."""

    label: str
    score: float
