"""Functions as they stand in real repositories: does lessonls open them, and what does it say?"""
