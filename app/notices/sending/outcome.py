"""What came of trying to send a notice."""


class NotSent(Exception):
    """The message says why, in the words of whoever refused.

    `again`: later it may go. `maybe`: nobody knows whether it arrived. `away`: it was not even asked for; others would
    fare no better now.
    """

    def __init__(self, words: str, again: bool = False, maybe: bool = False, away: bool = False) -> None:
        super().__init__(words)
        self.again = again or away
        self.maybe = maybe
        self.away = away
