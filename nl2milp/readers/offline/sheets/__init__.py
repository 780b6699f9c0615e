"""Linear problems whose numbers stand in a table: things by measures, with limits in it or around it."""
