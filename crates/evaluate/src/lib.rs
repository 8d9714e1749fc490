//! Gold against result: precision, recall and F1 by layer.
