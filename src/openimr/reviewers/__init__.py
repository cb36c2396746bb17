"""The reviewer: credentials, fitness on a day, conflicts of interest, and the matching of reviewers to a case."""
