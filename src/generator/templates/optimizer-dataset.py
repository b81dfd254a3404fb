{{adapter}}({"input"}, {"answer"}).adapt(data_source={{source}})
