"""Reading C and C++: functions, types and candidates found in syntax trees of text."""
