"""First names of those who pick in the simulation; from the second time round they have a number."""

NAMES = (
    "Ada", "Bo", "Carmen", "Dov", "Edda", "Femi", "Greta", "Hugo", "Ines", "Jun", "Kaya", "Luca", "Mei", "Nils", "Oya",
    "Pablo", "Quinn", "Rosa", "Sven", "Tara", "Uma", "Vito", "Wanda", "Xin", "Yara", "Zeno", "Alba", "Bruno", "Chloe",
    "Dario", "Elsa", "Finn", "Gina", "Hana", "Ivan", "Jana", "Kofi", "Lina", "Marco", "Noor", "Otto", "Pia", "Rafi",
    "Selma", "Timo", "Ulla", "Vera", "Wim", "Yusuf", "Zoe",
)  # fmt: skip
