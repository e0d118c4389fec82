"""When things are done again: words to schedules, schedules to instants, and the clock that fires them."""
