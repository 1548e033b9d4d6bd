"""Agreement between annotators: how far finished layers say the same, and where they do not.

The modules need numpy and are imported when agreement is asked for, never at start.
"""
