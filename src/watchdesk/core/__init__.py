"""The pure floor: no clock, chance, network or environment; everything comes in as an argument."""
