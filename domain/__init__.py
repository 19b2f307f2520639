"""The words of the field: frozen values, closed vocabularies and errors. Imports the standard library only."""
