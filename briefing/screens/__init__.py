"""One module per screen: what its picture shows, block by block, from an edition's material."""
