"""Put the graph into a triple store of anybody's, over the standard protocols, and make sure that it arrived."""
