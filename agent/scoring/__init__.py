"""Scoring: facts → signals on 0–100 → a weighted score, its tier, and a reason that quotes only facts."""
