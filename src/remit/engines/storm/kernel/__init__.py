"""The same equations compiled for many posts: sixteen peer groups side by side, sixteen posts at a time.

A pack holds sixteen columns. A column is a peer group, or an even part of one that is too tall; a row is
one post of each of the sixteen. So sums over a group run down a column, and what a group shares lies
beside its posts: both are plain vector arithmetic, and nothing is ever scattered or gathered. Packs are
independent within a week, since what groups send to each other is that of the week before.
"""
