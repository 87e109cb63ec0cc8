"""What is kept how long: erasures by law, proposed and confirmed."""
