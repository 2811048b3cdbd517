"""Raw points of series made to what is kept of them: numbers of days, week profiles, histograms; all of it can be merged."""
