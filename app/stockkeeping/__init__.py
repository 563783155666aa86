"""What a stock keeper does by hand: move, adjust, set aside, release, scrap, block a lot, watch what expires."""
