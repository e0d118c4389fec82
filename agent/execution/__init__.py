"""Executing approved plans: the surfaces and the store call one execution a *run*."""
