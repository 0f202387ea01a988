raise SystemExit('with a message')
