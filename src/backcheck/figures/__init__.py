"""DRAW: joint angles to points, and those to lines and areas. Geometry only: no terminal, no file, no colour."""
