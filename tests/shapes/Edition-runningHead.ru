# The head has no number of the page.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <edition/bovaird-2007-par> cop:runningHead "Beyond Engagement and Participation" }
