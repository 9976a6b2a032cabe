"""How long the parts of a body are, as fractions of its height.

Source of the lengths: Drillis and Contini (1966), as tabulated in Winter, Biomechanics and Motor Control of Human
Movement (`drillis1966`, `winter2009` in the sources). How thick they are drawn is for the eye only.
"""

from __future__ import annotations

ANKLE = 0.039
"""Height of the ankle over the sole."""

SHANK = 0.246
THIGH = 0.245
TRUNK = 0.288
"""From hip to shoulder joint, along the spine."""

UPPER_ARM = 0.186
FOREARM = 0.2
"""From the elbow to the middle of a closed hand: 0.146 for the forearm and half of the 0.108 for the hand."""

ARM = UPPER_ARM + FOREARM

FOOT = 0.152
HEEL = 0.042
"""How far the heel stands behind the ankle; the rest of the foot is before it."""

TOE = FOOT - HEEL
BALL = 0.075
"""How far the ball of the foot, over which the heel lifts, stands in front of the ankle."""

MIDDLE = (TOE - HEEL) / 2
"""The middle of the foot, from the ankle forward."""

PELVIS = 0.07
LUMBAR = 0.10
CHEST = TRUNK - PELVIS - LUMBAR
"""The three parts of the trunk: hip to the lowest lumbar joint, lumbar spine, upper back."""

HEAD = 0.112
"""From the shoulder joint to the middle of the head."""

HEAD_RADIUS = 0.062
HIP_WIDTH = 0.191
SHOULDER_WIDTH = 0.259

NEUTRAL_LUMBAR = -24.0
NEUTRAL_CHEST = 30.0
USUAL_NECK = -18.0
"""Curves of a drawn back that nothing has been said about; schematic, within the usual range of standing adults."""
