//! Linear models over hashed features: training, prediction and the model file.
