"""Problems with known answers, and the loaders that read them."""
