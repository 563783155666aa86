"""From tote to carton: every unit scanned again, the carton proposed, weighed, checked and closed."""
