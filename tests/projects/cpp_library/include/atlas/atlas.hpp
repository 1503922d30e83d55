#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <atlas/config.hpp>
#include <atlas/point.h>
#include <atlas/tiles.hpp>

ATLAS_BEGIN_NAMESPACE

/// The distance of the two points that are nearest to each other.
double closest(const std::vector<Point> &points);

/// How many points have more than `limit` others within the radius.
std::size_t crowded(const std::vector<Point> &points, double radius, std::size_t limit);

/// Heights in classes as they are configured.
std::vector<std::uint32_t> height_classes(const std::vector<std::uint16_t> &heights);

/// Layers of n heights become mixtures of them: blended = weights * layers.
void blend(const std::vector<double> &weights, const std::vector<double> &layers,
           std::vector<double> &blended, std::size_t n);

/// The mean height, however many there are.
double mean_height(const std::vector<double> &heights);

/// Every value becomes the mean of itself and its neighbours.
template <class Number>
void smooth(const Number *in, Number *out, std::size_t n);

/// The map is turned over its diagonal.
template <class Number>
void turn_over(const std::vector<Number> &in, std::vector<Number> &out, std::size_t side);

ATLAS_END_NAMESPACE
