"""Tests of plan-kg."""
