"""The buildings of the demo: a hall of two blocks of twenty aisles, and a small shop store."""

MAIN = """
[aisles]
names = "A-T"
pitch = 3.0
sides = 2

[bays]
blocks = [14, 14]
pitch = 1.2
end = 1.5

[levels]
count = 3
reserve = [3]

[staging]
lanes = 4
docks = 2

[totes]
count = 72

[[depots]]
aisle = "J"
cross_aisle = 0

[[zones]]
code = "WEST"
name = "West hall"
aisles = "A-J"

[[zones]]
code = "EAST"
name = "East hall"
aisles = "K-T"
"""

SHOP = """
[aisles]
names = "1-3"
pitch = 2.4
sides = 2

[bays]
blocks = [6]
pitch = 1.0
end = 1.0

[levels]
count = 2

[staging]
lanes = 1
docks = 0

[totes]
count = 8
"""
