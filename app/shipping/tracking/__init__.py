"""What becomes of a parcel after it left: what the carrier says of it, in one timeline of plain words."""
