"""What an answer needs besides itself: sensitivity, what each statement costs, and what-if."""
